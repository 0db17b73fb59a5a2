package io.peregrine.containment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.containment.hostile.Endless;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.DiscontinuedInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Code that would never end is ended by another thread, whatever it looks like and whatever it catches. */
class WeaverTest {
    private static final long TIMEOUT_MS = 20_000;
    private static final String PACKAGE = Endless.class.getPackageName();
    private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);

    private final AtomicReference<Throwable> thrown = new AtomicReference<>();
    private Thread thread;
    private final Condemned call = () -> {
        if (Thread.currentThread() == thread) {
            throw new Ended();
        }
    };

    @TempDir
    private Path directory;

    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @AfterEach
    void release() {
        Checkpoint.release(call);
    }

    @ParameterizedTest
    @EnumSource
    void whatNeverEndsIsEnded(final Endless endless) throws Exception {
        final Runnable woven = woven(endless);
        start(woven);
        awaitRunning();
        end();
        final Throwable failure = thrown.get();
        assertSame(Ended.class, (failure instanceof ExceptionInInitializerError ? failure.getCause() : failure).getClass());
        assertLocksAreFree(woven);
    }

    @Test
    void anotherThreadsCallGoesOn() throws Exception {
        start(woven(Endless.SWALLOWING));
        final Thread other = thread;
        try {
            start(woven(Endless.FOR));
            awaitRunning();
            end();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            assertTrue(other.isAlive());
        } finally {
            Checkpoint.release(call);
            thread = other;
            end();
        }
    }

    @Test
    void aCallThatWasReleasedIsNotEnded() throws Exception {
        final Runnable woven = woven(Endless.FOR);
        Checkpoint.condemn(call);
        Checkpoint.condemn(call);
        Checkpoint.release(call);
        start(woven);
        awaitRunning();
        assertTrue(thread.isAlive());
        end();
    }

    @Test
    void switchesThatGoBackAreLoops() throws Exception {
        for (final boolean table : new boolean[] {true, false}) {
            start(made(code -> {
                final Label back = code.newBoundLabel();
                code.iconst_1();
                final List<SwitchCase> cases = List.of(SwitchCase.of(1, back));
                if (table) {
                    code.tableswitch(1, 1, back, cases);
                } else {
                    code.lookupswitch(back, cases);
                }
            }));
            awaitRunning();
            end();
            assertSame(Ended.class, thrown.get().getClass());
            Checkpoint.release(call);
        }
    }

    @Test
    void handlersThatGoBackAreLoops() throws Exception {
        start(made(code -> {
            final Label begin = code.newBoundLabel();
            code.aconst_null().athrow();
            final Label end = code.newBoundLabel();
            final Label handler = code.newBoundLabel();
            code.pop().aconst_null().athrow();
            final Label handlerEnd = code.newBoundLabel();
            code.exceptionCatchAll(begin, end, handler).exceptionCatchAll(handler, handlerEnd, handler);
        }));
        awaitRunning();
        end();
        assertSame(Ended.class, thrown.get().getClass());
    }

    @Test
    void loopsOfSubroutinesAreRefusedWithTheNameOfTheClass() throws Exception {
        write(ClassFile.JAVA_5_VERSION, code -> {
            final Label subroutine = code.newLabel();
            code.with(DiscontinuedInstruction.JsrInstruction.of(subroutine)).return_().labelBinding(subroutine)
                    .astore(0).with(DiscontinuedInstruction.RetInstruction.of(0));
        });
        assertEquals("class made.Made can not be woven: it uses JSR, which compilers since Java 6 do not", refusal());
    }

    @Test
    void aMethodWithoutRoomIsRefusedWithTheNameOfTheClass() throws Exception {
        write(ClassFile.latestMajorVersion(), code -> {
            for (int i = 0; i < 65_534; i++) {
                code.nop();
            }
            code.return_();
        });
        final String refusal = refusal();
        assertTrue(refusal.startsWith("class made.Made can not be woven: "), refusal);
    }

    @Test
    void whatIsNoClassIsRefusedWithItsName() throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("made")).resolve("Made.class"), "no class");
        final String refusal = refusal();
        assertTrue(refusal.startsWith("class made.Made can not be woven: "), refusal);
    }

    @Test
    void aClassThatIsNotThereAndOneWithoutAPackage() {
        assertThrows(ClassNotFoundException.class, () -> loader().loadClass(PACKAGE + ".Nowhere"));
        assertThrows(IllegalArgumentException.class, () -> new WovenLoader("", getClass().getClassLoader()));
    }

    private static WovenLoader loader() {
        return new WovenLoader(PACKAGE, WeaverTest.class.getClassLoader());
    }

    private static Runnable woven(final Endless endless) throws ClassNotFoundException {
        final Class<?> type = loader().loadClass(Endless.class.getName());
        assertNotSame(Endless.class, type);
        return (Runnable) type.getEnumConstants()[endless.ordinal()];
    }

    /** A Runnable whose method has this code. */
    private Runnable made(final Consumer<CodeBuilder> code) throws Exception {
        write(ClassFile.latestMajorVersion(), code);
        try (URLClassLoader parent = parent()) {
            return (Runnable) new WovenLoader("made", parent).loadClass("made.Made").getConstructor().newInstance();
        }
    }

    private String refusal() throws MalformedURLException, IOException {
        try (URLClassLoader parent = parent()) {
            return assertThrows(ClassFormatError.class, () -> new WovenLoader("made", parent).loadClass("made.Made")).getMessage();
        }
    }

    private URLClassLoader parent() throws MalformedURLException {
        return new URLClassLoader(new URL[] {directory.toUri().toURL()}, getClass().getClassLoader());
    }

    private void write(final int version, final Consumer<CodeBuilder> run) throws IOException {
        Files.write(Files.createDirectories(directory.resolve("made")).resolve("Made.class"),
                ClassFile.of().build(ClassDesc.of("made.Made"), type -> type.withVersion(version, 0)
                        .withFlags(ClassFile.ACC_PUBLIC).withInterfaceSymbols(ClassDesc.of(Runnable.class.getName()))
                        .withMethodBody(ConstantDescs.INIT_NAME, NOTHING, ClassFile.ACC_PUBLIC, code -> code.aload(0)
                                .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, NOTHING).return_())
                        .withMethodBody("run", NOTHING, ClassFile.ACC_PUBLIC, run)));
    }

    private void start(final Runnable endless) {
        thrown.set(null);
        thread = new Thread(() -> {
            try {
                endless.run();
            } catch (final Throwable e) {
                thrown.set(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Long enough for its loop to be compiled. */
    private void awaitRunning() throws InterruptedException {
        thread.join(100);
        assertTrue(thread.isAlive(), () -> "it ended by itself: " + thrown.get());
    }

    private void end() throws InterruptedException {
        Checkpoint.condemn(call);
        thread.join(TIMEOUT_MS);
        assertFalse(thread.isAlive(), () -> "still in " + List.of(thread.getStackTrace()));
    }

    private static void assertLocksAreFree(final Runnable woven) throws InterruptedException {
        final Thread locker = new Thread(() -> {
            synchronized (woven.getClass().getSuperclass()) {
                synchronized (woven) {
                    Thread.yield();
                }
            }
        });
        locker.setDaemon(true);
        locker.start();
        locker.join(TIMEOUT_MS);
        assertFalse(locker.isAlive(), "a lock is still held");
    }
}
