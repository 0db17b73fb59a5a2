package io.peregrine.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.peregrine.instrument.Instruments;
import io.peregrine.strategy.StrategySettings;
import io.peregrine.strategy.quoting.MarketMaker;
import io.peregrine.time.EngineClock;

/** The layers, and who may import what. docs/ARCHITECTURE.md says why. */
@AnalyzeClasses(packages = "io.peregrine", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] DETERMINISTIC = {
        "io.peregrine.trade..", "io.peregrine.order..", "io.peregrine.position..", "io.peregrine.risk..", "io.peregrine.strategy..",
        "io.peregrine.signal..", "io.peregrine.book..", "io.peregrine.instrument..", "io.peregrine.json..", "io.peregrine.message..",
        "io.peregrine.marketdata.."};

    @ArchTest
    static final ArchRule coreHasNoCycles = slices().matching("io.peregrine.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theTradeCoreReadsNoClock = noClasses().that().resideInAnyPackage(DETERMINISTIC)
            .should().callMethod(System.class, "nanoTime")
            .orShould().callMethod(System.class, "currentTimeMillis")
            .orShould().callMethod(java.time.Instant.class, "now")
            .orShould().dependOnClassesThat().areAssignableTo(EngineClock.class);

    @ArchTest
    static final ArchRule theTradeCoreHasNoRandomSource = noClasses().that().resideInAnyPackage(DETERMINISTIC)
            .should().dependOnClassesThat().haveNameMatching("java\\.util\\.(Random|concurrent\\.ThreadLocalRandom|SplittableRandom)");

    @ArchTest
    static final ArchRule tradingKnowsNoVenueAndNoSocket = noClasses().that().resideInAnyPackage(DETERMINISTIC)
            .should().dependOnClassesThat().resideInAnyPackage("io.peregrine.venue..", "io.peregrine.net..", "io.peregrine.feed..",
                    "io.peregrine.gateway..", "io.peregrine.runtime..", "io.peregrine.transport..");

    @ArchTest
    static final ArchRule theSimulatorSharesNoWireCode = noClasses().that().resideInAPackage("io.peregrine.sim..")
            .should().dependOnClassesThat().resideInAnyPackage("io.peregrine.venue..", "io.peregrine.json..", "io.peregrine.net..",
                    "io.peregrine.feed..", "io.peregrine.gateway..", "io.peregrine.book..", "io.peregrine.order..");

    @ArchTest
    static final ArchRule onlyBooksUseChronicleMap = noClasses().that().resideOutsideOfPackage("io.peregrine.book..")
            .should().dependOnClassesThat().resideInAPackage("net.openhft.chronicle.map..");

    @ArchTest
    static final ArchRule onlyTheJournalUsesChronicleQueue = noClasses().that().resideOutsideOfPackage("io.peregrine.journal..")
            .should().dependOnClassesThat().resideInAPackage("net.openhft.chronicle.queue..");

    @ArchTest
    static final ArchRule onlyTransportUsesAeron = noClasses().that().resideOutsideOfPackages("io.peregrine.transport..",
            "io.peregrine.runtime..").should().dependOnClassesThat().resideInAPackage("io.aeron..");

    @ArchTest
    static final ArchRule onlyTheRuntimePinsThreads = noClasses().that().resideOutsideOfPackage("io.peregrine.runtime..")
            .should().dependOnClassesThat().resideInAPackage("net.openhft.affinity..");

    @ArchTest
    static final ArchRule onlyContainmentWeaves = noClasses().that().resideOutsideOfPackage("io.peregrine.containment..")
            .should().dependOnClassesThat().resideInAPackage("java.lang.classfile..");

    @ArchTest
    static final ArchRule onlyTheLoaderMakesStrategies = noClasses().that().resideOutsideOfPackages("io.peregrine.strategy..")
            .should().callConstructor(MarketMaker.class, StrategySettings.class, Instruments.class)
            .because("what is made by itself has no checks in its loops");

    @ArchTest
    static final ArchRule onlyOffloadUsesOpenCl = noClasses().that().resideOutsideOfPackage("io.peregrine.offload..")
            .should().dependOnClassesThat().resideInAPackage("org.jocl..");

    @ArchTest
    static final ArchRule onlyServersUseHelidon = noClasses().that().resideOutsideOfPackages("io.peregrine.api..", "io.peregrine.sim..")
            .should().dependOnClassesThat().resideInAPackage("io.helidon..");

    @ArchTest
    static final ArchRule onlyTheStoreUsesADatabase = noClasses().that().resideOutsideOfPackage("io.peregrine.api.store..")
            .should().dependOnClassesThat().resideInAnyPackage("org.h2..", "org.flywaydb..");

    @ArchTest
    static final ArchRule onlyNativeCodeUsesForeignMemory = noClasses().that().resideOutsideOfPackages("io.peregrine.ffi..",
            "io.peregrine.offload..").should().dependOnClassesThat().resideInAPackage("java.lang.foreign..");

    @ArchTest
    static final ArchRule nothingSeesTheMainProgram = noClasses().that().resideOutsideOfPackages("io.peregrine.api..",
            "io.peregrine.bench..").should().dependOnClassesThat().resideInAPackage("io.peregrine.api..");
}
