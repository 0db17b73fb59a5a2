package io.peregrine.containment;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.DiscontinuedInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The code of one method with checks: at its beginning, before each jump or switch that can go backwards, and at each exception handler
 * that stands before the end of what it covers.
 *
 * <p><b>No check is covered by a handler of its own method</b>: the ranges of handlers are cut around it, so what a check throws leaves the
 * method at once. The exception are handlers that only give back a monitor and throw again, as compilers make them for
 * {@code synchronized}: without them the JVM would find the monitor taken. So once a call is condemned control only moves forwards in each
 * method, and ends.
 *
 * <p><b>Threading:</b> confined.
 */
final class WovenCode {
    private static final ClassDesc CHECKPOINT = ClassDesc.of(Checkpoint.class.getName());
    private static final MethodTypeDesc PASS = MethodTypeDesc.of(ConstantDescs.CD_void);
    private static final int NO_RELEASE = -1;

    private final List<CodeElement> elements;
    /** Where labels stand, as indices of elements. */
    private final Map<Label, Integer> places = new HashMap<>();
    /** Elements before which, or in the case of a label after which, there is a check; in their order. */
    private final List<Check> checks = new ArrayList<>();

    private record Check(int element, Label before, Label after) {
    }

    WovenCode(final CodeModel code) {
        elements = code.elementList();
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof final LabelTarget target) {
                places.put(target.label(), i);
            }
        }
    }

    void write(final CodeBuilder out) {
        placeChecks(out);
        out.invokestatic(CHECKPOINT, "pass", PASS);
        int next = 0;
        for (int i = 0; i < elements.size(); i++) {
            final CodeElement element = elements.get(i);
            final Check check = next < checks.size() && checks.get(next).element() == i ? checks.get(next++) : null;
            if (element instanceof final ExceptionCatch handler) {
                writeCut(out, handler);
            } else if (check == null) {
                out.with(element);
            } else if (element instanceof LabelTarget) {
                out.with(element);
                write(out, check);
            } else {
                write(out, check);
                out.with(element);
            }
        }
    }

    private static void write(final CodeBuilder out, final Check check) {
        out.labelBinding(check.before()).invokestatic(CHECKPOINT, "pass", PASS).labelBinding(check.after());
    }

    private void placeChecks(final CodeBuilder out) {
        final Set<Integer> backwardHandlers = new HashSet<>();
        for (final CodeElement element : elements) {
            if (element instanceof final ExceptionCatch handler && backward(handler)) {
                backwardHandlers.add(place(handler.handler()));
            }
        }
        for (int i = 0; i < elements.size(); i++) {
            if (backwardHandlers.contains(i) || goesBack(elements.get(i), i)) {
                checks.add(new Check(i, out.newLabel(), out.newLabel()));
            }
        }
    }

    /** One that gives back a monitor covers itself, but goes on only by throwing. */
    private boolean backward(final ExceptionCatch handler) {
        final int at = place(handler.handler());
        final int end = place(handler.tryEnd());
        return at < end && releaseEnd(at) < end;
    }

    private boolean goesBack(final CodeElement element, final int at) {
        return switch (element) {
            case final BranchInstruction branch -> place(branch.target()) < at;
            case final TableSwitchInstruction table -> goesBack(table.defaultTarget(), table.cases(), at);
            case final LookupSwitchInstruction lookup -> goesBack(lookup.defaultTarget(), lookup.cases(), at);
            case final DiscontinuedInstruction old ->
                throw new IllegalArgumentException("it uses " + old.opcode() + ", which compilers since Java 6 do not");
            default -> false;
        };
    }

    private boolean goesBack(final Label defaultTarget, final List<SwitchCase> cases, final int at) {
        return place(defaultTarget) < at || cases.stream().anyMatch(one -> place(one.target()) < at);
    }

    private int place(final Label label) {
        return places.get(label);
    }

    /** A handler for what it covers but the checks, unless it stands after them and gives back a monitor. */
    private void writeCut(final CodeBuilder out, final ExceptionCatch handler) {
        final int end = place(handler.tryEnd());
        final int at = place(handler.handler());
        final int uncut = releaseEnd(at) == NO_RELEASE ? 0 : at;
        Label start = handler.tryStart();
        int from = place(start);
        for (final Check check : checks) {
            if (check.element() >= Math.max(place(handler.tryStart()), uncut) && check.element() < end) {
                if (hasCode(from, check.element())) {
                    cover(out, start, check.before(), handler);
                }
                start = check.after();
                from = check.element();
            }
        }
        if (hasCode(from, end)) {
            cover(out, start, handler.tryEnd(), handler);
        }
    }

    private boolean hasCode(final int from, final int to) {
        return elements.subList(from, to).stream().anyMatch(Instruction.class::isInstance);
    }

    private static void cover(final CodeBuilder out, final Label start, final Label end, final ExceptionCatch handler) {
        handler.catchType().ifPresentOrElse(
                type -> out.exceptionCatch(start, end, handler.handler(), type),
                () -> out.exceptionCatchAll(start, end, handler.handler()));
    }

    /** Where code that gives back a monitor and throws, without anything else in between, throws; where it does not begin here, none. */
    private int releaseEnd(final int from) {
        boolean released = false;
        for (int i = from; i < elements.size(); i++) {
            switch (elements.get(i)) {
                case final MonitorInstruction monitor when monitor.opcode() == Opcode.MONITOREXIT -> released = true;
                case final ThrowInstruction end -> {
                    return released ? i : NO_RELEASE;
                }
                case final LoadInstruction load -> { }
                case final StoreInstruction store -> { }
                case final Instruction other -> {
                    return NO_RELEASE;
                }
                default -> { }
            }
        }
        return NO_RELEASE;
    }
}
