/** Taken from how real mini programs call it, and from the examples of Feishu's pages. */
tt.requestAccess?.({
  scopeList: [],
  success: ({ code }) => code.trim(),
  fail: ({ errString, errno }) => [errString, errno],
});
tt.login?.({ success: ({ code }) => code.trim() });
tt.checkSession({ fail: () => tt.login?.() });
tt.getUserInfo({ withCredentials: true, success: ({ userInfo, encryptedData }) => [userInfo.nickName, encryptedData] });
tt.getSetting({ success: ({ authSetting }) => authSetting['scope.record'] === true });
tt.authorize({ scope: 'scope.userLocation' });
tt.openSetting();
tt.chooseContact({
  multi: false,
  success: ({ data }) => data.map(({ openId, name }) => [openId.trim(), name?.trim()]),
});
tt.chooseChat({ selectType: 1, success: ({ data }) => data.map(({ id }) => id) });
tt.enterChat({ openChatId: 'oc_1' });
tt.enterProfile({ openid: 'ou_1' });
tt.hideShareMenu();
tt.showShareMenu({ success: ({ errMsg }) => errMsg });
tt.showToast({ title: 'Saved', icon: 'success', duration: 1500 });
tt.showLoading({ title: '…', mask: true });
tt.hideLoading();
tt.hideToast({ complete() {} });
tt.showModal({ title: 'Sure?', success: ({ confirm }) => confirm });
tt.showPrompt({ title: 'Name', success: ({ inputValue }) => inputValue?.trim() });
tt.showActionSheet({ itemList: ['a', 'b'], success: ({ tapIndex }) => tapIndex.toFixed() });
tt.setNavigationBarTitle({ title: 'Orders' });
tt.setNavigationBarColor({ frontColor: '#ffffff', backgroundColor: '#ff0000' });
tt.setTabBarBadge({ index: 1, text: '3' });
tt.removeTabBarBadge({ index: 1 });
tt.showTabBarRedDot({ index: 1 });
tt.hideTabBarRedDot({ index: 1 });
tt.hideTabBar({ animation: true });
tt.showTabBar();
tt.setTabBarItem({ index: 0, text: 'Orders', iconPath: 'images/orders.png' });
tt.setTabBarStyle({ selectedColor: '#3370ff', borderStyle: 'white' });
tt.startPullDownRefresh();
tt.stopPullDownRefresh();
tt.pageScrollTo({ scrollTop: 0 });
tt.onWindowResize(({ size }) => size.windowWidth);
tt.offWindowResize();
tt.onThemeChange?.(({ theme }) => theme === 'dark');
tt.offThemeChange?.();
tt.navigateTo({ url: '/pages/a/a?x=1', fail: ({ errMsg }) => errMsg });
tt.navigateBack();
tt.redirectTo({ url: '/pages/a/a' });
tt.switchTab({ url: '/pages/a/a' });
tt.reLaunch({ url: '/pages/a/a?x=1' });
tt.exitMiniProgram();
tt.openSchema({ schema: 'https://applink.feishu.cn/client/mini_program/open?appId=cli_1', external: false });
tt.getLaunchOptionsSync().query.from?.trim();
const updates = tt.getUpdateManager();
updates.onUpdateReady(() => updates.applyUpdate());
const sent = tt.request({
  url: 'https://api.example.com/orders',
  method: 'POST',
  data: { n: 1 },
  success: ({ statusCode, data }) => [statusCode.toFixed(), data],
  fail: ({ errMsg, statusCode }) => [errMsg, statusCode],
});
sent.abort();
tt.uploadFile({ url: '', filePath: '', name: 'file', formData: { a: '1' } }).onProgressUpdate(
  ({ progress }) => progress,
);
tt.downloadFile({ url: '', success: ({ tempFilePath }) => tt.openDocument({ filePath: tempFilePath }) });
tt.connectSocket({ url: 'wss://x' }).onMessage(({ data }) => data);
tt.setStorageSync('key', { a: 1 });
if (tt.getStorageSync('key') === 'text') tt.removeStorageSync('key');
tt.setStorage({ key: 'key', data: [1], fail: ({ errMsg }) => errMsg });
tt.removeStorage({ key: 'key' });
tt.getStorageInfo({ success: ({ keys, currentSize }) => [keys.length, currentSize] });
tt.getStorageInfoSync().limitSize.toFixed();
tt.clearStorage();
tt.getStorage({ key: 'key', success: ({ data }) => data });
tt.clearStorageSync();
tt.getSystemInfo({ success: ({ safeArea }) => safeArea?.bottom });
tt.getSystemInfoSync().language?.startsWith('zh');
tt.getNetworkType({ success: ({ networkType }) => networkType === 'none' });
tt.onNetworkStatusChange(({ isConnected }) => isConnected);
tt.setClipboardData({ data: 'x' });
tt.getClipboardData({ success: ({ data }) => data.trim() });
tt.scanCode({ scanType: ['qrCode'], success: ({ result }) => result.trim() });
tt.makePhoneCall({ phoneNumber: '10086' });
tt.vibrateShort();
tt.vibrateLong({ complete() {} });
tt.setKeepScreenOn({ keepScreenOn: true });
tt.onUserCaptureScreen(() => undefined);
tt.offUserCaptureScreen();
tt.chooseImage({ count: 1, success: ({ tempFilePaths }) => tt.previewImage({ urls: tempFilePaths }) });
tt.getImageInfo({ src: 'a.png', success: ({ width }) => width });
tt.saveImageToPhotosAlbum({ filePath: 'ttfile://temp/a.png' });
tt.saveFile({ tempFilePath: 'ttfile://temp/a.pdf', success: ({ savedFilePath }) => savedFilePath });
tt.filePicker({ success: ({ list }) => list.map(({ path }) => path) });
tt.getLocation({ type: 'gcj02', success: ({ latitude, longitude }) => tt.openLocation({ latitude, longitude }) });
tt.chooseLocation({ success: ({ name, latitude }) => [name.trim(), latitude.toFixed()] });
tt.createSelectorQuery()
  .select('#box')
  .boundingClientRect(({ width }) => width)
  .exec();
tt.createIntersectionObserver({}, { thresholds: [0.5] })
  .relativeToViewport({ bottom: 10 })
  .observe('#box', ({ intersectionRatio }) => intersectionRatio.toFixed());

// Below, each line is wrong in a Feishu mini program.

// @ts-expect-error WeChat's global does not exist here
wx.login({});
// @ts-expect-error old clients have no requestAccess
tt.requestAccess({ scopeList: [] });
// @ts-expect-error scopeList is required, if only empty
tt.requestAccess?.({});
// @ts-expect-error the option is Douyin's
tt.login?.({ force: true });
// @ts-expect-error there are no promises
tt.login?.({}).then(() => undefined);
// @ts-expect-error errno is absent on clients before 5.15
tt.login?.({ fail: (error) => error.errno.toFixed() });
// @ts-expect-error the field's name is Douyin's
tt.login?.({ fail: (error) => error.errNo });
// @ts-expect-error cookies cannot be seen
tt.request({ url: '', success: (result) => result.cookies });
// @ts-expect-error the method is not supported
tt.request({ url: '', method: 'PATCH' });
// @ts-expect-error a single request has no time-out
tt.request({ url: '', timeout: 1 });
// @ts-expect-error there are no promises
tt.showModal({ title: '' }).then(() => undefined);
// @ts-expect-error the text cannot be edited, as WeChat's can
tt.showModal({ title: '', editable: true });
// @ts-expect-error storage may hold anything
tt.getStorageSync('key').length;
// @ts-expect-error any of it may be missing
tt.getSystemInfoSync().language.startsWith('zh');
// @ts-expect-error WeChat's: here it is openSchema with an applink
tt.navigateToMiniProgram({ appId: 'x' });
// @ts-expect-error WeChat's
tt.getUserProfile({ desc: '' });
// @ts-expect-error the text alone is told
tt.scanCode({ success: ({ charSet }) => charSet });
// @ts-expect-error the address is called schema
tt.openSchema({ url: 'https://example.com' });
// @ts-expect-error the chat or the person has to be said
tt.enterChat({ needBadge: true });
// @ts-expect-error only black and white
tt.setNavigationBarColor({ frontColor: '#ff0000', backgroundColor: '#ffffff' });
// @ts-expect-error the numbers are inside size
tt.onWindowResize(({ windowWidth }) => windowWidth);
// @ts-expect-error the argument is one object
tt.reLaunch('/pages/a/a');
// @ts-expect-error which one has to be said
tt.setTabBarItem({ text: 'Orders' });
// @ts-expect-error clients before 5.3 have no such event
tt.onThemeChange(() => undefined);
// @ts-expect-error there is no way to stop listening
tt.offNetworkStatusChange(() => undefined);
// @ts-expect-error no browser
fetch('/');
// @ts-expect-error no browser
window.location;
// @ts-expect-error no Node
process.exit();
// @ts-expect-error not in ES2017
Promise.resolve().finally(() => undefined);

export {};
