/**
 * Risk: what is checked before an order is sent, and what is watched all the time. Owned by the trade thread; reads no clock and knows no
 * venue. Amounts in different quote assets are added one to one: the limits are meant for quote assets of about the same worth, such as USD
 * and its stable coins.
 */
package io.peregrine.risk;
