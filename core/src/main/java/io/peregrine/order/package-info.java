/**
 * Orders and what becomes of them: the two listener interfaces between trading and gateways, and the order management of the trade core.
 * Owned by the trade thread; knows no venue.
 *
 * <p>What order management expects of a gateway: a request that was not sent comes back as REJECTED or CANCEL_REJECTED; a request whose
 * fate is not known as TIMEOUT; each fill is one TRADE with its execution id; and the answer to a query is ORDER_STATUS with the venue's
 * status and cum quantity, or with the reject reason UNKNOWN_ORDER where the venue has no such order. The fills of a queried order are
 * reported before or after the answer, all of them, any number of times: one that was seen before is dropped, and until the last one is
 * here the order stays UNKNOWN. An order that is replaced in place is REPLACED with its terms, or with none for those asked for; the answer
 * to a query tells price and quantity, too: without them an order whose replace has no answer stays UNKNOWN. What is amended in place keeps
 * its client order id and its cum quantity.
 */
package io.peregrine.order;
