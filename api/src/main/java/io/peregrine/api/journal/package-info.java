/** What the {@code journal} commands do: check, print and replay a journal. Runs on the main thread, reads only. */
package io.peregrine.api.journal;
