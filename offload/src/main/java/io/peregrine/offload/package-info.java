/**
 * Batch signals: device choice, dispatch and fallback between OpenCL and the CPU's vector unit. {@code OffloadSignalEngine} is the door,
 * {@code OffloadAgent} runs it on a thread of its own beside the hot ones, {@code OffloadDevices} tells what the machine has. Imports core,
 * native and JOCL, which nothing else imports.
 */
package io.peregrine.offload;
