// Changes to Swagger UI, which is built when the page has loaded. Its setting for plugins would need eval.
document.addEventListener("DOMContentLoaded", function () {
    const reading = () => ({
        statePlugins: {
            auth: {
                wrapSelectors: {
                    // An operation that may be called without a key is shown as open until there is one.
                    isAuthorized: (original) => (state, requirements) =>
                        original(requirements && requirements.filter((one) => one.size > 0)),
                },
            },
        },
        wrapComponents: {
            // All failures have one shape, which is among the schemas: a line of each says what it means.
            response: (Original, system) => (props) => {
                const h = system.React.createElement;
                if (props.code < "400") {
                    return h(Original, props);
                }
                return h("tr", { className: "response", "data-code": props.code },
                    h("td", { className: "response-col_status" }, props.code),
                    h("td", { className: "response-col_description", colSpan: 2 },
                        h(system.getComponent("Markdown", true), { source: props.response.get("description") })));
            },
        },
    });
    window.SwaggerUIStandalonePreset = [window.SwaggerUIStandalonePreset, reading];
});
