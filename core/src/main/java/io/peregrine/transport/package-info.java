/**
 * The second carrier of the listener interfaces: publishers turn a call into a message on an Aeron publication, adapters turn messages
 * into calls, so that feed, trading and gateway may run on different threads, in different processes or on different hosts. Each publisher
 * and each adapter is confined to one agent. Only this package and the assembly know Aeron.
 */
package io.peregrine.transport;
