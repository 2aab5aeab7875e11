import uni from '@dcloudio/vite-plugin-uni';

export default {
  plugins: [uni.default()],
  // The one file of the sign-in is CommonJS.
  build: { commonjsOptions: { include: [/feishu-login\.js$/, /node_modules/] } },
};
