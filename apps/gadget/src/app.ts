App({
  onError(message) {
    console.warn('the mini program failed', message);
  },
});
