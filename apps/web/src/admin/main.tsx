import { render } from 'preact';
import { readBrand } from '../brand.ts';
import { Administration } from './administration.tsx';

const root = document.getElementById('app');
if (root === null) throw new Error('The page has no place for the app.');
render(<Administration brand={readBrand(document)} />, root);
