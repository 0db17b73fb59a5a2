/**
 * What the engine's journal says, kept ready for reading: orders, fills, positions, strategies, risk events. One tailer thread writes, the
 * threads of REST and the WebSocket read. Never on the hot path; knows neither HTTP nor JSON.
 */
package io.peregrine.api.view;
