/** Sending on behalf of a mini program is the emulator's too; the emulator is known to this folder alone. */
export {
  RelayError,
  type RelayedAnswer,
  type RelayedRequest,
  relayedLimit,
  relayRequest,
  tooLarge,
} from 'feishu-emulator';
