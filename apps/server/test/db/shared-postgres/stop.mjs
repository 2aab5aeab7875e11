export default function stopSharedPostgres() {
  return globalThis.stopSharedPostgres?.();
}
