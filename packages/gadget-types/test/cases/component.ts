const closable = Behavior({
  properties: { closeText: String },
  data: { open: true },
  methods: {
    close() {
      this.setData({ open: false });
      this.triggerEvent('close', { by: this.data.closeText });
      // @ts-expect-error not among its functions
      this.shut();
      // @ts-expect-error of another type
      this.setData({ open: 'no' });
    },
  },
});

Component({
  behaviors: [closable],
  properties: {
    label: String,
    count: { type: Number, value: 1, observer: 'counted' },
    rows: Array,
    anything: null,
  },
  data: { shown: false },
  options: { multipleSlots: true },
  attached() {
    const label: string = this.data.label;
    const count: number = this.properties.count;
    const open: boolean = this.data.open;
    console.log(label, count, open, this.data.rows.length, this.data.closeText.trim());
    this.setData({ shown: true });
    this.close();
    this.counted();
    this.selectComponent('.child', (found) => console.log(found));
    // @ts-expect-error the answer comes to the callback, WeChat's is returned
    this.selectComponent('.child').setData({});
    // @ts-expect-error not in the data
    this.setData({ nope: 1 });
    // @ts-expect-error a number
    this.data.count.trim();
    // @ts-expect-error no such function
    this.uncounted();
  },
  lifetimes: { detached() {} },
  observers: {
    'rows.**'() {
      this.setData({ shown: true });
    },
  },
  methods: {
    counted() {
      this.triggerEvent('counted', { count: this.data.count }, { bubbles: true, composed: true });
    },
  },
});

Component({
  properties: {
    // @ts-expect-error functions cannot be handed over
    handler: Function,
  },
});

export {};
