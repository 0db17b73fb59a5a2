package io.peregrine.strategy;

import io.peregrine.containment.WovenLoader;
import io.peregrine.instrument.Instruments;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes strategies of classes on the class path so that they can be stopped: the class, all of its package and of those below are loaded
 * anew with a check in each loop and each method, see {@link WovenLoader}. Classes of other packages that a strategy calls are not.
 *
 * <p>A strategy's class is public and has a public constructor of {@link StrategySettings} and {@link Instruments}.
 *
 * <p><b>Threading:</b> thread-safe. <b>Memory:</b> a package is loaded once and kept, so that strategies of one type share their compiled
 * code.
 */
public final class StrategyLoader {
    private static final Map<String, WovenLoader> LOADERS = new ConcurrentHashMap<>();

    private StrategyLoader() {
    }

    /**
     * Makes a strategy.
     *
     * @throws IllegalArgumentException naming strategy and class where that can not be loaded, is no strategy, or can not be made; and
     *                                  whatever its constructor throws
     */
    public static Strategy create(final String className, final StrategySettings settings, final Instruments instruments) {
        final String refused = "strategy " + settings.name() + ": class " + className;
        if (Strategy.class.getName().startsWith(packageName(className) + '.')) {
            throw new IllegalArgumentException(refused + " is in a package of the engine; strategies are in packages of their own");
        }
        try {
            final Class<?> type = Class.forName(className, true, loader(className));
            return type.asSubclass(Strategy.class).getConstructor(StrategySettings.class, Instruments.class)
                    .newInstance(settings, instruments);
        } catch (final InvocationTargetException e) {
            if (e.getCause() instanceof final RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalArgumentException(refused + " can not be made: " + e.getCause(), e.getCause());
        } catch (final ClassNotFoundException e) {
            throw new IllegalArgumentException(refused + " is not on the class path", e);
        } catch (final ClassCastException e) {
            throw new IllegalArgumentException(refused + " does not implement " + Strategy.class.getName(), e);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalArgumentException(refused + " must be public, not abstract, and have a public constructor of "
                    + StrategySettings.class.getSimpleName() + " and " + Instruments.class.getSimpleName() + ": " + e.getMessage(), e);
        } catch (final LinkageError | SecurityException e) {
            throw new IllegalArgumentException(refused + " can not be loaded: " + (e.getCause() == null ? e : e.getCause()), e);
        }
    }

    private static WovenLoader loader(final String className) {
        return LOADERS.computeIfAbsent(
                packageName(className), name -> new WovenLoader(name, StrategyLoader.class.getClassLoader()));
    }

    private static String packageName(final String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }
}
