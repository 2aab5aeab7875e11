/**
 * A script for web pages in a `web-view`: `tt.miniProgram` (page "web-view", API). Real pages load Feishu's own script
 * from the net; where they shall speak with the simulator, this one stands for it.
 */
export const webViewSdk = `(function () {
  function call(name) {
    return function (options) {
      options = options || {};
      var sent = { url: options.url, delta: options.delta, data: options.data };
      window.parent.postMessage({ feishuWebView: name, options: sent }, '*');
      if (options.success) options.success({ errMsg: name + ':ok' });
      if (options.complete) options.complete({ errMsg: name + ':ok' });
    };
  }
  var miniProgram = {};
  ['redirectTo', 'navigateTo', 'switchTab', 'reLaunch', 'navigateBack', 'postMessage'].forEach(function (name) {
    miniProgram[name] = call(name);
  });
  window.tt = window.tt || {};
  window.tt.miniProgram = miniProgram;
})();`;
