export const clientStyle = ``;
