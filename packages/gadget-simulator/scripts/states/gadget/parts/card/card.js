Component({ options: { multipleSlots: true }, properties: { heading: String } });
