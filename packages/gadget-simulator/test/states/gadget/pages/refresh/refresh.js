Page({ onPullDownRefresh() {} });
