/** What the portfolio could lose by the moves that the marks have made: samples of the marks, and figures from them. Off the hot path. */
package io.peregrine.api.valueatrisk;
