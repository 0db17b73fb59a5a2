/** The configuration file: YAML in, checked settings out; every complaint names file, line, key, value and what is allowed. */
package io.peregrine.api.config;
