Page({
  data: {
    fruit: ['apple', 'pear', 'plum'],
    meals: [
      ['breakfast', 'lunch'],
      ['early', 'late'],
    ],
    hours: [...Array(24).keys()],
  },
});
