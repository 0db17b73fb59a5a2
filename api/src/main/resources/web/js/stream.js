// The WebSocket, kept open: reconnects after 0.5 s, then ever more slowly up to 10 s.

const PAUSE_MIN_MS = 500;
const PAUSE_MAX_MS = 10_000;

export class Stream {
  constructor(path, onMessage, onConnected) {
    this.url = (location.protocol === 'https:' ? 'wss://' : 'ws://') + location.host + path;
    this.onMessage = onMessage;
    this.onConnected = onConnected;
    this.pauseMs = PAUSE_MIN_MS;
    this.lastMs = 0;
    this.open = false;
    this.gaps = 0;
    this.connect();
  }

  connect() {
    let expected = 1;
    const socket = new WebSocket(this.url);
    socket.onopen = () => {
      this.open = true;
      this.pauseMs = PAUSE_MIN_MS;
      this.onConnected();
    };
    socket.onmessage = event => {
      this.lastMs = performance.now();
      const message = JSON.parse(event.data);
      if (message.seq !== expected) this.gaps++;
      expected = message.seq + 1;
      this.onMessage(message);
    };
    socket.onclose = () => {
      this.open = false;
      setTimeout(() => this.connect(), this.pauseMs * (0.75 + Math.random() / 2));
      this.pauseMs = Math.min(PAUSE_MAX_MS, this.pauseMs * 2);
    };
  }

  /** Milliseconds since the last message. */
  ageMs() {
    return performance.now() - this.lastMs;
  }
}
