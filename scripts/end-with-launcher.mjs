/**
 * Loaded before a program of ours that runs in a process group of its own: ends it, and whatever it has started, when
 * the process that started it is gone, however that ended. The channel between the two closes then.
 */
process.once('disconnect', () => {
  if (process.platform === 'win32') process.exit(1);
  process.kill(-process.pid, 'SIGKILL');
});
// Waiting for that must not keep a program alive that has nothing else to do.
process.channel?.unref();
