/** Tests of what gateways share, and the recorder of execution reports that their tests use. */
package io.peregrine.gateway;
