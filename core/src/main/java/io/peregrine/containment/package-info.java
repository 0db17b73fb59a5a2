/**
 * How a call into code that is not trusted to come back is ended: a class loader weaves a check into each loop and each method of such
 * classes, and the check throws once the call that the thread is in is condemned. The check runs on the thread of the call, the trade
 * thread; what is woven knows nothing of trading.
 */
package io.peregrine.containment;
