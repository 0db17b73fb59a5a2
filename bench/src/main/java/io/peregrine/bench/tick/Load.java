package io.peregrine.bench.tick;

/** How ticks are offered, and what a latency begins at. */
enum Load {
    /** The next one as soon as everything of the last one is done; from when the message is handed over. */
    BACK_TO_BACK("service", "one after another; from the message handed over"),
    /** At equal distances; from when it was due, however late it was handed over. */
    STEADY("steady", "at a steady rate; from when the message was due"),
    /** At the capture's own pace, bursts included, pressed into the same mean rate; from when it was due. */
    RECORDED("recorded", "at the recorded pace, bursts and all, pressed into the same mean rate; from when the message was due");

    private final String key;
    private final String what;

    Load(final String key, final String what) {
        this.key = key;
        this.what = what;
    }

    /** Its name in reports. */
    String key() {
        return key;
    }

    /** What it does, for people. */
    String what() {
        return what;
    }

    /** When a tick is due, from the start of a pass. */
    long dueNs(final RecordedTicks ticks, final int tick, final int ticksPerSecond) {
        return switch (this) {
            case BACK_TO_BACK -> 0;
            case STEADY -> tick * 1_000_000_000L / ticksPerSecond;
            case RECORDED -> (long) ((double) ticks.sinceFirstNs(tick) / ticks.sinceFirstNs(ticks.count() - 1)
                    * ticks.count() / ticksPerSecond * 1e9);
        };
    }
}
