Page({ data: { current: 0 } });
