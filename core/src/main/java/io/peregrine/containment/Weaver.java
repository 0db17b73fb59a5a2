package io.peregrine.containment;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;

/**
 * Puts the {@link Checkpoint}'s check into a class: at the beginning of each method, static initialisers, constructors and lambdas
 * included, and wherever a loop closes; see {@link WovenCode}. Code runs for ever only where loops close or methods begin for ever.
 *
 * <p><b>Threading:</b> thread-safe, one class at a time: what is known of superclasses is remembered. <b>Errors:</b>
 * {@link IllegalArgumentException} for bytes that are no class, a class that needs others which can not be found, or a method that has no
 * room for the checks.
 */
final class Weaver {
    private final ClassFile classFile;

    /** @param parent has the classes that the woven ones extend */
    Weaver(final ClassLoader parent) {
        classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(parent).orElse(ClassHierarchyResolver.defaultResolver()).cached()));
    }

    /** The class with checks in it. */
    synchronized byte[] weave(final byte[] original) {
        final ClassModel model = classFile.parse(original);
        return classFile.transformClass(model, ClassTransform.transformingMethods((method, element) -> {
            if (element instanceof final CodeModel code) {
                method.withCode(builder -> new WovenCode(code).write(builder));
            } else {
                method.with(element);
            }
        }));
    }
}
