/**
 * A script that goes into the served page before everything else. It answers what a test mocks, from the mini program's
 * first line on, and loads the page anew when a file was saved: on the page that is seen, with its query. Storage, and
 * with it the sign-in, is kept; data of pages and the pages below are lost, and the console says so.
 */
export const pageAgent = `(() => {
  // What is mocked outlives a reload: { value } answers at once, { ask: true } asks the test.
  const stored = 'simulator-mocks';
  const specs = JSON.parse(sessionStorage.getItem(stored) ?? '{}');
  const plain = (value) => value === undefined ? undefined : JSON.parse(JSON.stringify(value));
  const mockOf = (name) => (given, ...others) => {
    if ('value' in specs[name]) return specs[name].value;
    const { success, fail, complete } = Object(given);
    window.simulatorMock(name, plain([given ?? {}, ...others])).then(({ result, error }) => {
      const told = { errMsg: name + (error ? ':fail' : ':ok'), ...Object(error ?? result) };
      (error ? fail : success)?.(told);
      complete?.(told);
    });
    return { abort() {} };
  };
  // The client as it is given, and as the mini program has it: both are dressed, both can be undressed.
  const clients = [];
  const put = ({ tt, original }, name) => {
    if (!(name in original)) original[name] = Object.getOwnPropertyDescriptor(tt, name) ?? null;
    tt[name] = mockOf(name);
  };
  const take = ({ tt, original }, name) => {
    if (!(name in original)) return;
    delete tt[name];
    if (original[name] !== null) Object.defineProperty(tt, name, original[name]);
    delete original[name];
  };
  Object.defineProperty(window, 'tt', {
    configurable: true,
    get: () => clients.at(-1)?.tt,
    set: (tt) => {
      const client = { tt, original: {} };
      clients.push(client);
      for (const name of Object.keys(specs)) put(client, name);
    },
  });
  window.simulatorDress = (name, spec) => {
    if (spec === undefined) delete specs[name];
    else specs[name] = spec;
    sessionStorage.setItem(stored, JSON.stringify(specs));
    for (const client of clients) (spec === undefined ? take : put)(client, name);
  };
  const here = () => {
    const address = new URL(location.href);
    const page = window.runningGadget?.router.top();
    if (page === undefined) return address;
    address.searchParams.set('path', page.path);
    const query = new URLSearchParams(page.query).toString();
    if (query === '') address.searchParams.delete('query');
    else address.searchParams.set('query', query);
    return address;
  };
  new EventSource('/_simulator/changes').addEventListener('change', ({ data }) => {
    const address = here();
    sessionStorage.setItem('simulator-reloaded', data);
    if (address.href === location.href) location.reload();
    else location.replace(address);
  });
  const changed = sessionStorage.getItem('simulator-reloaded');
  sessionStorage.removeItem('simulator-reloaded');
  if (changed !== null)
    console.info('gadget-simulator: reloaded after ' + changed + '. Storage is kept; data of pages, and pages below this one, are lost.');
})();`;
