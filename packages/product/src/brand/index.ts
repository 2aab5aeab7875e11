export { type Brand, shownBrand } from './brand.ts';
export { type BrandRead, type BrandVariables, brandVariables, readBrand } from './brand-file.ts';
