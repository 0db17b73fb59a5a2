package io.peregrine.containment.hostile;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Ways never to come back, as a Java compiler makes them. */
public enum Endless implements Runnable {
    FOR {
        @Override
        public void run() {
            for (long i = 0; i >= 0; i = i + 1 & Long.MAX_VALUE) {
                work(i);
            }
        }
    },
    EMPTY_FOR {
        @Override
        public void run() {
            for (;;) { }
        }
    },
    COUNTED {
        @Override
        public void run() {
            final int[] sums = new int[1_000];
            while (sums.length > 0) {
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += i;
                }
            }
        }
    },
    WHILE {
        @Override
        public void run() {
            while (work(1) != 0) {
                work(2);
            }
        }
    },
    DO_WHILE {
        @Override
        public void run() {
            do {
                work(1);
            } while (work(2) != 0);
        }
    },
    SWITCH {
        @Override
        public void run() {
            int state = 1;
            while (true) {
                switch (state) {
                    case 1:
                        state = 2;
                        continue;
                    case 2:
                        state = 1;
                        break;
                    default:
                        state = 0;
                }
            }
        }
    },
    PATTERN_SWITCH {
        @Override
        public void run() {
            Object state = 1L;
            while (true) {
                state = switch (state) {
                    case final Long number when number < 0 -> "negative";
                    case final Long number -> number.toString();
                    case final String text -> Long.valueOf(text);
                    default -> 1L;
                };
            }
        }
    },
    NESTED {
        @Override
        public void run() {
            outer:
            while (true) {
                for (int i = 0; i < 10; i++) {
                    for (int j = 0; j < 10; j++) {
                        if (i * j == 72) {
                            continue outer;
                        }
                    }
                }
            }
        }
    },
    SWALLOWING {
        @Override
        public void run() {
            while (true) {
                try {
                    work(1);
                } catch (final Throwable swallowed) {
                    work(2);
                }
            }
        }
    },
    SWALLOWING_BY_CONTINUE {
        @Override
        public void run() {
            while (true) {
                try {
                    if (work(1) != 0) {
                        continue;
                    }
                    work(2);
                } catch (final Throwable swallowed) {
                    continue;
                }
            }
        }
    },
    SWALLOWING_AROUND {
        @Override
        public void run() {
            while (true) {
                try {
                    while (true) {
                        try {
                            while (true) {
                                work(1);
                            }
                        } catch (final Throwable swallowed) {
                            work(2);
                        }
                    }
                } catch (final Throwable swallowed) {
                    work(3);
                }
            }
        }
    },
    SWALLOWING_CALLS {
        @Override
        public void run() {
            while (true) {
                try {
                    SWALLOWING_AROUND.run();
                } catch (final Throwable swallowed) {
                    work(2);
                }
            }
        }
    },
    FINALLY {
        @Override
        public void run() {
            try {
                while (true) {
                    try {
                        try {
                            work(1);
                        } finally {
                            while (work(2) != 0) {
                                work(3);
                            }
                        }
                    } catch (final RuntimeException swallowed) {
                        work(4);
                    } finally {
                        try {
                            work(5);
                        } catch (final Throwable swallowed) {
                            work(6);
                        }
                    }
                }
            } finally {
                while (work(7) != 0) {
                    work(8);
                }
            }
        }
    },
    FINALLY_BY_CONTINUE {
        @Override
        @SuppressWarnings("finally")
        public void run() {
            while (true) {
                try {
                    throw new IllegalStateException();
                } finally {
                    continue;
                }
            }
        }
    },
    SYNCHRONIZED {
        @Override
        public void run() {
            while (true) {
                try {
                    synchronized (Endless.class) {
                        while (true) {
                            synchronized (this) {
                                while (work(1) != 0) {
                                    work(2);
                                }
                            }
                        }
                    }
                } catch (final Throwable swallowed) {
                    work(3);
                }
            }
        }
    },
    STREAM {
        @Override
        public void run() {
            Stream.generate(() -> 1).forEach(one -> { });
        }
    },
    STREAM_OF_STREAMS {
        @Override
        public void run() {
            IntStream.iterate(0, i -> i).flatMap(i -> IntStream.range(0, 3)).forEach(i -> { });
        }
    },
    ITERATOR {
        @Override
        public void run() {
            new Iterator<Integer>() {
                @Override
                public boolean hasNext() {
                    return true;
                }

                @Override
                public Integer next() {
                    return 1;
                }
            }.forEachRemaining(one -> { });
        }
    },
    RECURSION {
        @Override
        public void run() {
            branch(200);
        }

        private void branch(final int depth) {
            if (depth > 0) {
                branch(depth - 1);
                branch(depth - 1);
            }
        }
    },
    SWALLOWING_RECURSION {
        @Override
        @SuppressWarnings("InfiniteRecursion")
        public void run() {
            try {
                run();
            } catch (final Throwable swallowed) {
                run();
            } finally {
                run();
            }
        }
    },
    MUTUAL_RECURSION {
        @Override
        public void run() {
            for (final Runnable next : List.<Runnable>of(this::again, this::again)) {
                try {
                    next.run();
                } catch (final StackOverflowError tooDeep) {
                    work(1);
                }
            }
        }

        private void again() {
            run();
        }
    },
    CONSTRUCTOR {
        @Override
        public void run() {
            new Ring();
        }
    },
    CONSTRUCTOR_BEFORE_SUPER {
        @Override
        public void run() {
            new Tree(200);
        }
    },
    STATIC_INITIALISER {
        @Override
        public void run() {
            Initialiser.touch();
        }
    };

    private static volatile long sink;

    /** Not 0, which no compiler can know. */
    static long work(final long value) {
        sink = value | 1;
        return sink;
    }

    private static final class Ring {
        Ring() {
            while (work(1) != 0) {
                work(2);
            }
        }
    }

    private static final class Tree {
        Tree(final int depth) {
            this(depth == 0 ? null : new Tree(depth - 1), depth == 0 ? null : new Tree(depth - 1));
        }

        private Tree(final Tree left, final Tree right) {
            work(left == right ? 1 : 2);
        }
    }

    private static final class Initialiser {
        static {
            while (work(1) != 0) {
                work(2);
            }
        }

        static void touch() {
            work(1);
        }
    }
}
