/** Native code that Peregrine brings: the OpenCL C kernels (as resources) and their loading. Imports core's SPI only. */
package io.peregrine.ffi;
