/**
 * REST: routes, validation, resources, problems, access control, metrics. Runs on the server's virtual threads; reads the view, sends
 * commands through {@link io.peregrine.api.view.EngineAccess}. Never on the hot path.
 */
package io.peregrine.api.rest;
