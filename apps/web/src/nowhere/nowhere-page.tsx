import { Strap } from '../parts/strap.tsx';
import { useTexts } from '../texts/language.tsx';

/** An address that does not exist: nothing failed, and nobody has to sign in for it. */
export function NowherePage() {
  const { nowhere: texts } = useTexts();
  return (
    <main class="stage">
      <section class="badge" aria-labelledby="title">
        <Strap />
        <h1 id="title" tabIndex={-1}>
          {texts.title}
        </h1>
        <p class="lead">{texts.what}</p>
        <a class="primary primary--large" href="/">
          {texts.home}
        </a>
      </section>
    </main>
  );
}
