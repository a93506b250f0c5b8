// SPDX-License-Identifier: Apache-2.0

// Encodes a moving picture with one encoder, and prints the CPU time that the process took. The native encoder is run
// by Serval's own wrapper; around it everything is the same as for the stock element.
// usage: harness FRAMES OUTPUT stock|source|PROVIDER.so [WIDTH HEIGHT]

#include <dlfcn.h>
#include <gst/gst.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "native_encoder.h"

static const serval_session_factory *factory;

static void ignore_failure(const serval_error *error, const serval_failure *failure) {
    (void)error;
    g_printerr("provider: %s\n", failure->text);
}

static const serval_error error_service = {sizeof error_service, 0, NULL, ignore_failure};

static const void *get_service(const serval_host *host, const char *id) {
    (void)host;
    if (strcmp(id, SERVAL_SERVICE_ERROR) == 0) return &error_service;
    return strcmp(id, SERVAL_SERVICE_FRAME) == 0 ? native_encoder_frames() : NULL;
}

static serval_status create(void *context, native_encoder_session *made) {
    const serval_status status = factory->create(factory, context, "cpu", &made->session);
    if (status == SERVAL_OK) made->functions = *made->session;
    return status;
}

static char *explain(void *context, const char *call, serval_status status, const char *breach) {
    (void)context, (void)status;
    return strdup(breach != NULL ? breach : call);
}

/// Registers the library's first encoder as `benchmarked`.
static void load(const char *path) {
    static const serval_host host = {sizeof host, SERVAL_ABI, "harness", "1", NULL, get_service};
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (handle == NULL) g_error("%s", dlerror());
    const serval_library *library = ((serval_provider_entry_function)dlsym(handle, SERVAL_PROVIDER_ENTRY))(SERVAL_ABI);
    if (library->init(library, &host) != SERVAL_OK) g_error("init failed");
    const serval_encoder_factory *encoders = library->get_interface(library, SERVAL_ENCODER_FACTORY);
    factory = library->get_interface(library, SERVAL_SESSION_FACTORY);
    const serval_encoder_description *encoder = encoders->describe(encoders, 0);
    static const uint32_t formats[] = {SERVAL_FORMAT_I420};
    const char **names = g_new0(const char *, encoder->parameter_count);
    for (uint32_t index = 0; index < encoder->parameter_count; index++) {
        names[index] = g_strdelimit(g_strdup(encoder->parameters[index].id), ".", '-');
    }
    static native_encoder_definition definition;
    definition = (native_encoder_definition){
        .element = "benchmarked",
        .label = encoder->label,
        .packet_caps = g_strdup_printf("video/x-%s,stream-format=byte-stream,alignment=au", encoder->codec),
        .formats = formats,
        .format_count = 1,
        .parameters = encoder->parameters,
        .parameter_count = encoder->parameter_count,
        .properties = names,
        .context = (void *)encoder->id,
        .create = create,
        .explain = explain,
    };
    if (!native_encoder_register(&definition)) g_error("GStreamer refuses the element");
}

static const char *encoder_text(const char *kind) {
    if (strcmp(kind, "source") == 0) return "identity";
    if (strcmp(kind, "stock") == 0) {
        return "openh264enc usage-type=camera enable-frame-skip=false scene-change-detection=false bitrate=2500000 "
               "gop-size=0 rate-control=bitrate complexity=low multi-thread=1";
    }
    load(kind);
    return "benchmarked name=encoder";
}

/// Sets what the native encoder has of the stock element's settings.
static void set_parameters(GstElement *pipeline) {
    static const char *const values[][2] = {
        {"serval-bitrate", "2500"}, {"serval-keyframe-interval", "0"}, {"serval-rate-control", "cbr"},
        {"serval-speed", "veryfast"}, {"serval-threads", "1"},
    };
    GstElement *encoder = gst_bin_get_by_name(GST_BIN(pipeline), "encoder");
    if (encoder == NULL) return;
    for (guint index = 0; index < G_N_ELEMENTS(values); index++) {
        if (g_object_class_find_property(G_OBJECT_GET_CLASS(encoder), values[index][0]) == NULL) continue;
        gst_util_set_object_arg(G_OBJECT(encoder), values[index][0], values[index][1]);
    }
    gst_object_unref(encoder);
}

int main(int count, char **arguments) {
    if (count != 4 && count != 6) return 2;
    gst_init(NULL, NULL);
    const char *encoder = encoder_text(arguments[3]);
    const char *width = count == 6 ? arguments[4] : "1280", *height = count == 6 ? arguments[5] : "720";
    char *text = g_strdup_printf(
        "videotestsrc num-buffers=%s pattern=smpte horizontal-speed=4 "
        "! video/x-raw,format=I420,width=%s,height=%s,framerate=30/1,colorimetry=bt709 ! %s "
        "! filesink location=%s",
        arguments[1], width, height, encoder,
        strcmp(arguments[3], "source") == 0 ? "/dev/null" : arguments[2]);
    GError *error = NULL;
    GstElement *pipeline = gst_parse_launch(text, &error);
    if (error != NULL) g_error("%s", error->message);
    set_parameters(pipeline);
    gst_element_set_state(pipeline, GST_STATE_PLAYING);
    GstBus *bus = gst_element_get_bus(pipeline);
    GstMessage *message =
        gst_bus_timed_pop_filtered(bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
    const int failed = GST_MESSAGE_TYPE(message) == GST_MESSAGE_ERROR;
    if (failed) {
        gst_message_parse_error(message, &error, NULL);
        g_printerr("%s\n", error->message);
        g_error_free(error);
    }
    gst_message_unref(message);
    gst_element_set_state(pipeline, GST_STATE_NULL);
    gst_object_unref(bus);
    gst_object_unref(pipeline);
    g_free(text);
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    g_print(
        "%.6f\n", (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec)
                      + (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6);
    return failed;
}
