/** Batch signals: device choice, dispatch and fallback between OpenCL and the CPU's vector unit. Imports core, native and JOCL. */
package io.peregrine.offload;
