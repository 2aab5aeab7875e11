module.exports = {
  projectName: 'taro',
  designWidth: 750,
  sourceRoot: 'src',
  outputRoot: 'dist',
  framework: 'react',
  compiler: 'webpack5',
  plugins: ['@tarojs/plugin-platform-lark'],
  mini: {},
  cache: { enable: false },
};
