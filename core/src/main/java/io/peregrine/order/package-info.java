/**
 * Orders and what becomes of them: the two listener interfaces between trading and gateways, and the order management of the trade core.
 * Owned by the trade thread; knows no venue.
 *
 * <p>What order management expects of a gateway: a request that was not sent comes back as REJECTED or CANCEL_REJECTED; a request whose
 * fate
 * is not known as TIMEOUT; each fill is one TRADE with its execution id; and the answer to a query is ORDER_STATUS, <i>after</i> the
 * fills of
 * that order (any number of times: a fill seen before is dropped), with the venue's status and cum quantity, or with the reject reason
 * UNKNOWN_ORDER where the venue has no such order.
 */
package io.peregrine.order;
