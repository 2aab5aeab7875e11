/** Of pages that need nothing from elsewhere, nothing inline and no frame around them. Swagger UI's icons are data. */
export const closedPagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(';');
