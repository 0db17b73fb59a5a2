/**
 * Gateways: order requests to the venues and execution reports back. Run by the gateway agents.
 */
package io.peregrine.gateway;
