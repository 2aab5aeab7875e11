Page({
  onReady() {
    const context = tt.createCanvasContext('drawing');
    context.setFillStyle('#3370ff');
    context.fillRect(20, 20, 120, 60);
    context.setFontSize(20);
    context.setFillStyle('#d9730d');
    context.fillText('a canvas', 160, 60);
    context.draw();
  },
});
