Page({
  data: { nodes: '<p>A <b>rich</b> <i>text</i> with a <a>link</a></p><ul><li>one</li><li>two</li></ul>' },
  onShareAppMessage: () => ({
    title: 'Two pears',
    desc: 'from the shop around the corner',
    path: '/pages/form/form?order=7',
    imageUrl: '/hills.svg',
  }),
});
