package io.peregrine.api.cli;

import io.peregrine.killswitch.KillSwitch;
import io.peregrine.time.EngineClock;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGUSR1 trips the kill switch: {@code kill -USR1 PID}. Not SIGUSR2, by which the JVM itself suspends threads.
 *
 * <p>The JDK's class for signals is no part of its API and is used by reflection; where it is missing the other ways remain, and the log
 * says so. <b>Threading:</b> the handler runs on a thread of the JDK's.
 */
final class KillSignal {
    static final String NAME = "USR1";

    private static final Logger LOG = LoggerFactory.getLogger(KillSignal.class);

    private KillSignal() {
    }

    static void install(final KillSwitch killSwitch) {
        try {
            final Class<?> signalClass = Class.forName("sun.misc.Signal");
            final Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
            final Object handler = Proxy.newProxyInstance(handlerClass.getClassLoader(), new Class<?>[] {handlerClass},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "handle" -> {
                            killSwitch.trip("signal " + NAME, EngineClock.nowNs());
                            yield null;
                        }
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> proxy == arguments[0];
                        default -> NAME;
                    });
            signalClass.getMethod("handle", signalClass, handlerClass)
                    .invoke(null, signalClass.getConstructor(String.class).newInstance(NAME), handler);
        } catch (final ReflectiveOperationException e) {
            LOG.warn("SIG{} does not trip the kill switch on this JVM: {}", NAME, e.toString());
        }
    }
}
