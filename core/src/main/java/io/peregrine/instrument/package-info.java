/**
 * What is traded and where: venues, instruments with their exact tick, lot and decimals, assets, and decimal text. Immutable after load,
 * so any thread may read it. Imports nothing of the other packages.
 */
package io.peregrine.instrument;
