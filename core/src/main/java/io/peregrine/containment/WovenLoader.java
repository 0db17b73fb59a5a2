package io.peregrine.containment;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;

/**
 * Defines the classes of one package and of those below it itself, woven by {@link Weaver}, and leaves all others to its parent, which
 * has the same classes unwoven and must not be asked for them.
 *
 * <p><b>Threading:</b> thread-safe, as class loaders are. <b>Errors:</b> {@link ClassFormatError} naming the class that can not be woven,
 * which like any error of loading meets whoever uses the class first.
 */
public final class WovenLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final String prefix;
    private final Weaver weaver;

    /** @param packageName is not the empty one */
    public WovenLoader(final String packageName, final ClassLoader parent) {
        super("woven:" + packageName, parent);
        if (packageName.isEmpty()) {
            throw new IllegalArgumentException("classes without a package can not be woven");
        }
        prefix = packageName + '.';
        weaver = new Weaver(parent);
    }

    @Override
    protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(prefix)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            final Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(final String name) throws ClassNotFoundException {
        final String path = name.replace('.', '/') + ".class";
        final URL url = getParent().getResource(path);
        if (url == null) {
            throw new ClassNotFoundException(name);
        }
        final byte[] original;
        try (InputStream in = url.openStream()) {
            original = in.readAllBytes();
        } catch (final IOException e) {
            throw new ClassNotFoundException(name + ": " + url + " can not be read: " + e, e);
        }
        final byte[] woven;
        try {
            woven = weaver.weave(original);
        } catch (final IllegalArgumentException | IllegalStateException e) {
            final ClassFormatError error = new ClassFormatError("class " + name + " can not be woven: " + e.getMessage());
            error.initCause(e);
            throw error;
        }
        return defineClass(name, woven, 0, woven.length, new ProtectionDomain(new CodeSource(url, (Certificate[]) null), null));
    }
}
