/** Whose mini program this is, where its operator says so. */
export const brand = GADGET_BRAND;
