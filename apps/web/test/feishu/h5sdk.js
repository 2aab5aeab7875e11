// A stand-in for Feishu's H5 SDK inside a client that behaves as `?client=` says.
(() => {
  const client = new URL(document.currentScript.src).searchParams.get('client');
  const calls = [];
  const later = (run) => setTimeout(run, 20);

  function note(name, { success, fail, ...options }) {
    calls.push({ name, callbacks: [typeof success, typeof fail], ...options });
  }

  const answers = {
    unsupported: ({ fail }) => fail({ errno: 103, errString: 'feature not support' }),
    refuses: ({ fail }) => fail({ errno: 2700002, errString: 'cancelled' }),
    'refuses-scopes': (options) => answers[options.scopeList.length === 0 ? 'new' : 'refuses'](options),
    'not-registered': ({ fail }) =>
      fail({
        errno: 2700002,
        errString: 'Authorization terminated unexpectedly. Error code: 20029; error message: invalid redirect uri',
      }),
    silent: () => undefined,
    new: ({ success, state }) => success({ code: 'code-of-requestAccess', state }),
  };

  const requestAuthCode = (options) => {
    note('requestAuthCode', options);
    later(() => options.success({ code: 'code-of-requestAuthCode' }));
  };
  const requestAccess = (options) => {
    note('requestAccess', options);
    later(() => answers[client](options));
  };
  const bridges = { 'without-codes': {}, old: { requestAuthCode } };

  window.calls = calls;
  window.tt = bridges[client] ?? { requestAccess, requestAuthCode };
  window.h5sdk = {
    ready(run) {
      if (client !== 'never-ready') later(run);
    },
  };
})();
