/**
 * Orders and what becomes of them: the two listener interfaces between trading and gateways, and the order management of the trade core.
 * Owned by the trade thread; knows no venue.
 */
package io.peregrine.order;
