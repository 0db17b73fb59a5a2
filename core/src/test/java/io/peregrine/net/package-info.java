/** Tests of the sockets: the frame codec alone, and the client against peers that share none of its code. */
package io.peregrine.net;
