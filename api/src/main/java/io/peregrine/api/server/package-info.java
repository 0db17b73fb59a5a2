/** The HTTP server: puts view, REST, WebSocket and dashboard together, and starts and stops them. */
package io.peregrine.api.server;
