package io.peregrine.runtime;

import org.agrona.concurrent.Agent;

/** Adds an agent to an engine, on the thread for the rest. It may fail without stopping trading. */
@FunctionalInterface
public interface EngineExtension {
    /** Called once, when the engine is put together and no agent runs yet. */
    Agent agent(Engine engine);
}
