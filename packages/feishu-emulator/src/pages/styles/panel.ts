export const panelStyle = ``;
