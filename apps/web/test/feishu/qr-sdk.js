// A stand-in for Feishu's QR SDK. Its `matchOrigin` is more trusting than Feishu's: the page has to look itself.
(() => {
  const { origin } = new URL(document.currentScript.src);
  window.QRLogin = ({ id, goto }) => {
    const frame = document.createElement('iframe');
    frame.src = `${origin}/qr.html?goto=${encodeURIComponent(goto)}`;
    document.getElementById(id).replaceChildren(frame);
    return { matchOrigin: () => true, matchData: (data) => typeof data === 'object' && data !== null };
  };
})();
